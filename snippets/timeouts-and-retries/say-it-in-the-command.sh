pip install --timeout 20 requests
