pip config --user set global.no-proxy-env true
