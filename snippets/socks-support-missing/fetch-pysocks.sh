pip download --dest wheels PySocks
