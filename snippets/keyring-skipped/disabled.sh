pip install --keyring-provider disabled --index-url https://private.example.com/simple/ requests
