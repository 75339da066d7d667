sudo apt-get install --yes --no-install-recommends default-libmysqlclient-dev
