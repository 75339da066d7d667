pip config --user unset global.index-url
