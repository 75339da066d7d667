pip install --trusted-host https://pypi.example.com --index-url https://pypi.example.com/simple/ requests
