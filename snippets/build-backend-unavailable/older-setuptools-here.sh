pip install "setuptools<82"
