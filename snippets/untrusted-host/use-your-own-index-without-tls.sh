pip install --index-url http://pypi.example.com/simple/ requests
