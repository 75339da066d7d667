python3 -m pip install --user virtualenv
