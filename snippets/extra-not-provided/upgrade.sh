pip install --upgrade 'requests[socks]'
