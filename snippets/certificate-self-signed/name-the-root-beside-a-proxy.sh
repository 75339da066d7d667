export REQUESTS_CA_BUNDLE=~/proxy-root.pem
pip install --proxy http://proxy.example.com:3128 requests
