export PIP_INDEX_URL='https://ada:correct%20horse@private.example.com/simple/'
pip install requests
