pip config set global.cert ~/proxy-root.pem
