pip config --site set install.user false
