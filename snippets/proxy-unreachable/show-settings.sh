env | grep -i _proxy=
pip config list
