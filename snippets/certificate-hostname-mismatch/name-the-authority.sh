pip install --index-url https://pypi.example.com/simple/ --cert ~/company-ca.pem requests
