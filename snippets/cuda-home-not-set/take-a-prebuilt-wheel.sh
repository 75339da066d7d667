pip install --find-links https://pypi.example.com/simple/requests/ requests
