pip install -e git+https://github.com/psf/requests.git#egg=requests
