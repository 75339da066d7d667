sudo apt-get install --yes --reinstall python3-dev libpython3.11-dev
