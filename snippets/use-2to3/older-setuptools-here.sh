pip install "setuptools<58"
