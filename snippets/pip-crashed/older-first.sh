pip install requests==2.25.1
