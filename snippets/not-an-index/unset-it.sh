pip config unset global.index-url
