pip install --timeout 600 requests
