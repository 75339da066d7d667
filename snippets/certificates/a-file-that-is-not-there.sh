pip install --cert ~/no-such-file.pem requests
