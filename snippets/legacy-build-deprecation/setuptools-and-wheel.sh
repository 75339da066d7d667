pip install setuptools wheel
