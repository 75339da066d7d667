sudo apt-get install --yes gcc python3-dev
