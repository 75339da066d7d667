pip install --force-reinstall --no-deps requests
