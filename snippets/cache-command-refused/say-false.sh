pip config set global.no-cache-dir false
