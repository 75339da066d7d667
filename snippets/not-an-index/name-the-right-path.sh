pip install --index-url https://pypi.example.com/team/simple/ requests
