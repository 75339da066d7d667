pip install --index-url 'https://ada:correct%40horse@pypi.example.com/simple/' requests
