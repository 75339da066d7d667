sudo apt-get install --yes --no-install-recommends gcc python3-dev
