pip config set global.index-url https://pypi.org/simple/
