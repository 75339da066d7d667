pip install --no-index --find-links fetched requests
