pip install "requests[socks] @ git+https://github.com/psf/requests.git@v2.34.2"
