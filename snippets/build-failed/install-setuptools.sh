pip install setuptools
