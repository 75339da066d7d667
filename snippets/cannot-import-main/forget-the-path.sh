hash -r
pip install requests
