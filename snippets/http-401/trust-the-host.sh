pip install --trusted-host pypi.example.com --index-url https://pypi.example.com/simple/ requests
