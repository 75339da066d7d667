pip install --prefer-binary requests
