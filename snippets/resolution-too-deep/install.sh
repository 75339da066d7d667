pip install urllib3 requests
