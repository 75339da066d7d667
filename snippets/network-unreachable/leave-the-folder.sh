pip config unset global.no-index
pip config unset global.find-links
