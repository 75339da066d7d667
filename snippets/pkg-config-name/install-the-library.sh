sudo apt-get install --yes pkg-config default-libmysqlclient-dev gcc python3-dev
