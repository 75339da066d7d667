sudo apt-get install --yes build-essential
