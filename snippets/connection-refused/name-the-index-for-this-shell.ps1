$env:PIP_INDEX_URL = "https://pypi.example.com/simple/"
pip install requests
