pip config --global set index-url https://pypi.example.com/simple/
