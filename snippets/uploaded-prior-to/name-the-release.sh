pip install requests==2.34.2
