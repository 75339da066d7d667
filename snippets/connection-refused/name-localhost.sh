pip install --index-url http://localhost:3141/simple/ requests
