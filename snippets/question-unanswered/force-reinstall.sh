pip install --force-reinstall -e git+https://github.com/psf/requests.git#egg=requests
