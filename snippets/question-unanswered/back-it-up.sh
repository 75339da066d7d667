pip install --exists-action b -e git+https://github.com/psf/requests.git#egg=requests
