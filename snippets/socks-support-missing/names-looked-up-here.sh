pip install --proxy socks5://socks.example.com:1080 requests
