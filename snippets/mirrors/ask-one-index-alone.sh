pip install --isolated --index-url https://pypi.example.com/simple/ acme-tools
