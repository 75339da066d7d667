pip config set global.index-url https://packages.example.com/simple/
