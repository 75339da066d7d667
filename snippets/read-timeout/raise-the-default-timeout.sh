pip install --default-timeout=60 requests
