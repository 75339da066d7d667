sudo apt-get install --yes libffi8
