pip install setuptools==76.1.0
