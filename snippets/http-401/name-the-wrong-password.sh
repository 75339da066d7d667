pip install --index-url 'https://ada:old%40horse@pypi.example.com/simple/' requests
