$Env:PIP_TIMEOUT = "60"
pip install requests
