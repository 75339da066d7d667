pip config --user set global.timeout 60
