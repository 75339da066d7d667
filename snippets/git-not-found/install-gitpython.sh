pip install gitpython
