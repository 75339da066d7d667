pip install --root-user-action=ignore requests
