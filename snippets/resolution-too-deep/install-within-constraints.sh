pip install -c constraints.txt urllib3 requests
