export REQUESTS_CA_BUNDLE=~/public-ca.pem
pip install --cert ~/company-ca.pem requests
