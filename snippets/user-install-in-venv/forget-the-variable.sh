unset PIP_USER
pip install requests
