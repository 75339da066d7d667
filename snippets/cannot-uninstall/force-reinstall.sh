pip install --force-reinstall --no-deps requests==2.31.0
