pip config --user --site set global.timeout 60
