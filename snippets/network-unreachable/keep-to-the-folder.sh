pip config set global.no-index true
pip config set global.find-links ~/wheels
