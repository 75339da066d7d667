$env:PIP_RETRIES = "10"
pip install requests
