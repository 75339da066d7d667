pip install --index-url https://pypi.example.com:8443/simple/ requests
