pip lock --output requests.lock requests
pip install -r requests.lock
