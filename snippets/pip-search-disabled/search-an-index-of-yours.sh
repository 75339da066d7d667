pip search --index https://pypi.example.com/pypi requests
