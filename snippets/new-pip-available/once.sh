pip install --disable-pip-version-check requests
