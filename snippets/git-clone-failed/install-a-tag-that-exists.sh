git ls-remote --tags --heads https://github.com/psf/requests.git
pip install git+https://github.com/psf/requests.git@v2.34.2
