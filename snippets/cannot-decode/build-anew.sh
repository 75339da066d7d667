pip install --no-cache-dir --force-reinstall requests
