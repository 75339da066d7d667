pip install requests==2.20.0 urllib3==2.6.3
