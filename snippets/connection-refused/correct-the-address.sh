pip config set global.index-url https://pypi.example.com:8443/simple/
