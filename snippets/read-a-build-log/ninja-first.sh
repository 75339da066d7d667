sudo apt-get install --yes --no-install-recommends ninja-build patchelf
