pip install --trusted-host pypi.org requests
