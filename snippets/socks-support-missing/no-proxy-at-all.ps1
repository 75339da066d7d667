$env:NO_PROXY = "*"
pip install requests
