sudo apt-get install --yes pkg-config
