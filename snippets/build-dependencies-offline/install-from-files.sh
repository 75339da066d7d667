pip install --no-index --find-links files requests
