pip install --upgrade cmake
