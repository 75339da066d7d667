pip config set global.no-proxy-env true
