pip install https://pypi.example.com/simple/ requests
