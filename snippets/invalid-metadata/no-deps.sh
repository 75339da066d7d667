pip install --no-deps requests==2.31.0
