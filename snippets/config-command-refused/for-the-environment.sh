pip config --site set global.timeout 60
