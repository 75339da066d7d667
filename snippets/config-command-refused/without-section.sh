pip config set index-url https://pypi.example.com/simple/
