pip download --no-deps --dest wheels PySocks
