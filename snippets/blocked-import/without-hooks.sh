python -I -m pip install requests
