pip install --default-timeout=30 requests
