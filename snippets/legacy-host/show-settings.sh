pip config list
