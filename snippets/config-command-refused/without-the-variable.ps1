Remove-Item Env:PIP_CONFIG_FILE
pip config set global.timeout 60
