pip install urllib3 "requests>=2.30"
