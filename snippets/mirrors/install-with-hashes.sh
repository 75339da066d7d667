pip install --extra-index-url https://pypi.example.com/simple/ -r requirements.txt
