apt-get update
apt-get install --yes build-essential python3-dev
