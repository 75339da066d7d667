pip install --cert ~/company-ca.pem --index-url https://pypi.org/simple/ requests
