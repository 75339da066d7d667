~/python3.10/bin/python -m pip install requests
