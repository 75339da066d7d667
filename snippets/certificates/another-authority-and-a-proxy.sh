pip install --cert ~/public-ca.pem --proxy http://proxy.example.com:3128 requests
