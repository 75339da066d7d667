pip install --target vendor requests
