pip config unset global.no-cache-dir
