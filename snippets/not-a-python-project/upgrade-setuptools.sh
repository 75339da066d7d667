pip install --upgrade setuptools
