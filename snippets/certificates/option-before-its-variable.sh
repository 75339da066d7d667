export PIP_CERT=~/other-list.pem
pip install --cert ~/company-ca.pem requests
