py -m pip install requests
