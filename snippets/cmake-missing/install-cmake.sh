sudo apt-get install --yes cmake gcc python3-dev
