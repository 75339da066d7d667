pip uninstall -y requests
pip install --target ./package requests
