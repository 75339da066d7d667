pip install --upgrade requests urllib3==2.6.3
