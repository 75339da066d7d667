pip install --user requests
