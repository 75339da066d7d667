pip install --no-index --find-links downloads.html requests
