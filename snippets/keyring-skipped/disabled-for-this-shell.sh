export PIP_KEYRING_PROVIDER=disabled
pip install --index-url https://private.example.com/simple/ requests
