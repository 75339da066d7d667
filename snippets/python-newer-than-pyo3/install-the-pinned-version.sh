pip install requests==2.33.0
