pip install requests==2.30.0
