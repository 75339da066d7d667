pip install -r one-without.txt
