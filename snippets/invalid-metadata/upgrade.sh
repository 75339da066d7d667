pip install --upgrade requests
