pip install requests==2.20.0
pip install urllib3==2.6.3
