pip install -vv --no-input --index-url https://pypi.example.com/simple/ requests
