pip install --upgrade pip wheel
