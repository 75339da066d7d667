pip install --index-url https://ada@pypi.example.com/simple/ requests
