pip install requests==2.9.2
