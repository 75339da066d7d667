pip install requests==99.0
