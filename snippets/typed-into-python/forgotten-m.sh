python pip install requests
