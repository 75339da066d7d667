pip install --cert ~/proxy-root.pem requests
