pip install --trusted-host pypi.example.com --index-url pypi.example.com/simple/ requests
