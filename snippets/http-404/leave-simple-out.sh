pip install -vv --index-url https://pypi.example.com/team/ requests
