pip install --upgrade pip
