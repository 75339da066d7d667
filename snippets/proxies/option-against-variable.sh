export HTTPS_PROXY=http://old-proxy.example.com:3128
pip install --proxy http://proxy.example.com:3128 requests
