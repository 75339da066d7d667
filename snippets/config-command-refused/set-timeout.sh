pip config set global.timeout 60
