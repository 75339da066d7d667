pip freeze >constraints.txt
