pip config unset global.cert
