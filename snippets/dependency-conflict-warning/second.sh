pip install urllib3==2.6.3
