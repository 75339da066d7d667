pip install git://github.com/psf/requests.git
