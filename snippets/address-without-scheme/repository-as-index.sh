pip install --index-url git+https://github.com/psf/requests requests
