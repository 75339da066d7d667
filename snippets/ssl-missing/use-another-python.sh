~/other-python/bin/python -m pip install requests
