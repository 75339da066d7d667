pip install requests==2.20.0
