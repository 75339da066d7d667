pip install --no-cache-dir --index-url https://private.example.com/simple/ requests
