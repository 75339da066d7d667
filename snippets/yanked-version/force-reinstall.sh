pip install --force-reinstall requests==2.32.0
