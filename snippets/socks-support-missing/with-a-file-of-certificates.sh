pip install --cert ~/company-ca.pem --proxy socks5h://socks.example.com:1080 requests
