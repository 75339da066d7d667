python3 setup.py install --user
