pip install --upgrade pip setuptools
