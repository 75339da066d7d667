pip install requests || pip install requests
