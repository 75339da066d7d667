Remove-Item Env:PIP_USER
pip install requests
