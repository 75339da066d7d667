pip install -r https://pypi.example.com/requirements.txt
