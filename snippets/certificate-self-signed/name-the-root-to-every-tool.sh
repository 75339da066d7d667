export REQUESTS_CA_BUNDLE=~/proxy-root.pem
pip install requests
