pip install 'requests[socks5]'
