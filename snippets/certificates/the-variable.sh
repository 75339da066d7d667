export PIP_CERT=~/company-ca.pem
pip install requests
