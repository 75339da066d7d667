pip install requests==1.0.4
