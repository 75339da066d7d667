pip install --no-user requests
