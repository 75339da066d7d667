pip install --index-url http://pypi.example.com/simple/ --trusted-host http://pypi.example.com/simple/ requests
