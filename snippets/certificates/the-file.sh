pip config --user set global.cert ~/company-ca.pem
pip install requests
