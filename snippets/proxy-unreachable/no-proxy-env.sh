pip install --no-proxy-env requests
