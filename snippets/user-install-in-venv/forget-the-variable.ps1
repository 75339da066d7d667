$env:PIP_USER = $null
pip install requests
