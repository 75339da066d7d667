sudo apt-get install --yes libffi-dev
