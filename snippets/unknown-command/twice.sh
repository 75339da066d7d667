pip pip install requests
