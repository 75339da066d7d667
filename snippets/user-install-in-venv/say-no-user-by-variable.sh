export PIP_NO_USER=1
pip install requests
