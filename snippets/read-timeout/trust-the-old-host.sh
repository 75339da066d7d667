pip install --trusted-host pypi.python.org requests
