pip install --upgrade "setuptools>=77"
