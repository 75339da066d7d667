pip install -r only-requests.txt
