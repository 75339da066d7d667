pip install --upgrade setuptools wheel
