pip config unset global.disable-pip-version-check
