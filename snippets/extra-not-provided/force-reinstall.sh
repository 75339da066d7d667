pip install --force-reinstall 'requests[socks5]'
