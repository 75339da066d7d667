pip uninstall -y requests
