pip install requests
pip uninstall -y requests
