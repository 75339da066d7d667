pip config set global.cert ~/other-list.pem
export PIP_CERT=~/company-ca.pem
pip install requests
