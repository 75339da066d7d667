sudo apt-get install --yes --no-install-recommends gcc libc6-dev
