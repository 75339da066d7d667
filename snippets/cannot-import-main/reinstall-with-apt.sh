sudo apt-get install --reinstall python3-pip
