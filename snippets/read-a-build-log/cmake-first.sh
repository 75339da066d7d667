sudo apt-get install --yes --no-install-recommends cmake make gcc libc6-dev
