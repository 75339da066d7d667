pip install --proxy http://proxy.example.com:3128 --cert ~/proxy-root.pem requests
