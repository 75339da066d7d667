pip install --cert ~/company-ca.pem requests
