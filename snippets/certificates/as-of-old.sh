pip install --use-deprecated=legacy-certs requests
