pip install --cert ~/ca.pem requests
