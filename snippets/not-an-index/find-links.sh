pip install -vv --no-index --find-links https://pypi.example.com/simple/requests/ requests
