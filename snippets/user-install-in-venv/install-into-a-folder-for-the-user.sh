pip install --user --target vendor requests
