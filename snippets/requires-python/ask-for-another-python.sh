pip download --no-deps --python-version 3.10 requests==2.34.2
