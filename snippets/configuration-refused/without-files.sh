PIP_CONFIG_FILE=/dev/null pip install requests
