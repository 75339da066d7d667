pip install --no-index --find-links downloads/wheels requests
