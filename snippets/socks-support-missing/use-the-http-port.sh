pip install --proxy http://proxy.example.com:3128 requests
