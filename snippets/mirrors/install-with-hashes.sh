pip install --extra-index-url https://pypi.example.com/simple/ --require-hashes -r requirements.txt
