pip install -vv requests
