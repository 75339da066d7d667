pip install git+https://github.com/psf/requests.git@v2.34.3
