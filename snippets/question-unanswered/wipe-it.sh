pip install --exists-action w -e git+https://github.com/psf/requests.git#egg=requests
