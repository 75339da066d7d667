NO_PROXY=pypi.example.com pip install --index-url https://pypi.example.com/simple/ requests
