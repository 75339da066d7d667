pip install --use-deprecated=legacy-resolver urllib3 requests
