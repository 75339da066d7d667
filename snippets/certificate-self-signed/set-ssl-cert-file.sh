export SSL_CERT_FILE=~/proxy-root.pem
pip install requests
