pip install --upgrade "requests>=2.32"
