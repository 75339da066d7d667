export REQUESTS_CA_BUNDLE=~/public-ca.pem
pip install --cert ~/company-ca.pem --proxy http://proxy.example.com:3128 requests
