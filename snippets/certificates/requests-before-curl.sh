export CURL_CA_BUNDLE=~/other-list.pem
export REQUESTS_CA_BUNDLE=~/company-ca.pem
pip install requests
