export PIP_ROOT_USER_ACTION=ignore
pip install requests
