pip install --index-url http://pypi.org/simple/ --trusted-host pypi.org requests
