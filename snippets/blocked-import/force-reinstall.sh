pip install --force-reinstall requests
