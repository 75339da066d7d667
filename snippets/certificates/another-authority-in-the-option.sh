pip install --cert ~/public-ca.pem requests
