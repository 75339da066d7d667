pip config --user set global.index-url https://pypi.org/simple/
