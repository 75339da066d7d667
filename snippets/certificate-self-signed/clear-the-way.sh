unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE
pip install --cert ~/proxy-root.pem requests
