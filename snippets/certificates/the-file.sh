pip config set global.cert ~/company-ca.pem
pip install requests
