export CURL_CA_BUNDLE=~/company-ca.pem
pip install requests
