pip install --index-url https://pypi.example.com/simple/ --cert ~/chain.pem requests
