pip config --user unset global.retries
