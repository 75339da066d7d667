pip install -vv --index-url https://pypi.example.com/simple/ requests
