pip install -vv --refresh-package requests --index-url https://pypi.example.com/simple/ requests
