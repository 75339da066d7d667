export HTTPS_PROXY=http://proxy.example.com:3128
export NO_PROXY=pypi.org
pip install requests
