pip install --force-reinstall urllib3==2.6.3
