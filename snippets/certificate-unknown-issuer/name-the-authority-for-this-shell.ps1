$env:PIP_CERT = "$HOME\company-ca.pem"
pip install requests
