pip install --force-reinstall --no-cache-dir requests
