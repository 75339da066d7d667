$env:PIP_DEFAULT_TIMEOUT = "60"
pip install requests
