pip install requests==2.20.0 requests==2.34.2
