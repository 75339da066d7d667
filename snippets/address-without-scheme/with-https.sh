pip install --index-url https://pypi.example.com/simple/ requests
