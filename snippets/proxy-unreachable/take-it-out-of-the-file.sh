pip config --user unset global.proxy
