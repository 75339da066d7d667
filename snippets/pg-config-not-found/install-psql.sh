sudo apt-get install --yes postgresql-client
