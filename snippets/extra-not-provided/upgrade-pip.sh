python -m pip install --upgrade pip
pip install 'requests[socks5]'
