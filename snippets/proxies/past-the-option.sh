export NO_PROXY=pypi.org
pip install --proxy http://proxy.example.com:3128 requests
