pip config edit
