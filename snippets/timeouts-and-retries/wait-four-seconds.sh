pip install --timeout 4 requests
