python -m pip uninstall -y requests
