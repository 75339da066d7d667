pip install https://github.com/psf/requests/archive/refs/tags/v2.34.2.zip
