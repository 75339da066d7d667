pip install --proxy socks5h://socks.example.com:1080 requests
