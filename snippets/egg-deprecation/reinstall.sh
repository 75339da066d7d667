pip uninstall --yes requests
pip install requests
