pip install --use-pep517 requests
