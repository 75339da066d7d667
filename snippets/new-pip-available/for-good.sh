pip config set global.disable-pip-version-check true
