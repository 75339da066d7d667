sudo apt-get install --yes python3-pip python3-venv
