pip install --index-url https://private.example.com/simple/ requests
