pip install "git+https://github.com/psf/requests.git@$TAG"
