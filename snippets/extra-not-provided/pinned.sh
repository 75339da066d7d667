pip install 'requests[socks]==2.9.2'
