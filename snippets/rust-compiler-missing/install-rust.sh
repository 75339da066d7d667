sudo apt-get install --yes cargo gcc python3-dev
