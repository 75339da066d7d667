pip config unset global.target
pip install requests
