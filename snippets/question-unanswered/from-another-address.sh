pip install -e git+https://ada@github.com/psf/requests.git#egg=requests
