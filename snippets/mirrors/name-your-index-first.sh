pip install --index-url https://pypi.example.com/simple/ --extra-index-url https://pypi.org/simple/ acme-tools
