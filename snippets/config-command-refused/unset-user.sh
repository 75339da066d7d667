pip config --user unset global.timeout
