pip config --user unset global.no-index
pip config --user unset global.find-links
