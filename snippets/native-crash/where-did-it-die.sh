python3 -X faulthandler -m pip install requests
