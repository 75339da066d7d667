pip config unset global.timeout
