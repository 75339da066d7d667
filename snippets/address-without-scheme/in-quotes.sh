pip install --index-url "pypi.example.com/simple/" requests
