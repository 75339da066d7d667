pip install --no-index --find-links wheels requests
