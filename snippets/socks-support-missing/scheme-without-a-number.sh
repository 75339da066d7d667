pip install --proxy socks://socks.example.com:1080 requests
