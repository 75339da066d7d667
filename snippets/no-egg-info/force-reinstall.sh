pip install --upgrade --force-reinstall requests
