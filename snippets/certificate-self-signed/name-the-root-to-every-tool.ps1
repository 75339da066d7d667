$env:REQUESTS_CA_BUNDLE = "$HOME\proxy-root.pem"
pip install requests
