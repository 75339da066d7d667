pip config set global.index-url https://pypi.example.com/simple/
