pip install --upgrade pip setuptools wheel
