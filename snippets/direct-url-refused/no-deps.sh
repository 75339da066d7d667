pip install --no-deps requests
