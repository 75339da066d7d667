export REQUESTS_CA_BUNDLE=~/company-ca.pem
pip install --cert ~/public-ca.pem requests
