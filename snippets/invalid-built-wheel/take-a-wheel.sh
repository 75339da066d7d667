pip install --only-binary requests requests
