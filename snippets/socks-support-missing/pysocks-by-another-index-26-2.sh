pip install --index-url https://pypi.example.com/simple/ PySocks
pip install --use-deprecated legacy-certs --proxy socks5h://socks.example.com:1080 requests
