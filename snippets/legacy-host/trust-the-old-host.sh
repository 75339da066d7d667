pip install -vv --trusted-host pypi.python.org requests
