$env:PIP_CONFIG_FILE = "nul"
pip install requests
