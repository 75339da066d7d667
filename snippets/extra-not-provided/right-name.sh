pip install 'requests[socks]'
