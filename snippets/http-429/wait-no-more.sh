pip config unset global.retries
