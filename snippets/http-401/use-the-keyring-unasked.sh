pip install --no-input --keyring-provider import --index-url https://ada@pypi.example.com/simple/ requests
