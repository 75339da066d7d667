pip install --index-url https://packages.example.com/simple/ requests
