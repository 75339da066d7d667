pip install setuptools==78.0.1
