export REQUESTS_CA_BUNDLE=~/other-list.pem
pip install --cert ~/company-ca.pem requests
