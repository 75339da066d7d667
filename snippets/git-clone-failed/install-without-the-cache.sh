pip install --no-cache-dir git+https://github.com/example/requests.git
