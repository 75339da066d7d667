pip install --timeout 60 requests
