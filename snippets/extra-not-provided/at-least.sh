pip install 'requests[socks]>=2.10'
