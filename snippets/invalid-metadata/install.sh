pip install requests==2.31.0
