pip install --use-deprecated legacy-certs --proxy socks5h://socks.example.com:1080 requests
