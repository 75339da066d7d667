pip install --quiet requests
