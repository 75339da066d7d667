pip install --timeout 100 requests
