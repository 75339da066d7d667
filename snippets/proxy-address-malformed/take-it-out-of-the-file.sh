pip config unset global.proxy
