sudo apt-get install --yes python3-setuptools
