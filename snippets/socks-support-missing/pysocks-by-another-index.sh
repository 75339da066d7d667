pip install --index-url https://pypi.example.com/simple/ PySocks
pip install --proxy socks5h://socks.example.com:1080 requests
