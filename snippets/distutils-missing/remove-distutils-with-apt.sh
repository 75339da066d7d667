sudo apt-get remove --yes python3-distutils
