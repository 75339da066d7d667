export SSL_CERT_FILE=~/company-ca.pem
pip install requests
