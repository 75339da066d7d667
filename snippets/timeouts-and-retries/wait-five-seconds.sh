pip install --timeout 5 requests
