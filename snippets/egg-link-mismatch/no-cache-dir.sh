pip install --upgrade --no-cache-dir requests
