pip config --user set global.no-index true
pip config --user set global.find-links ~/wheels
