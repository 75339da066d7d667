sudo apt-get install --yes swig
