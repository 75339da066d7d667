pip --python 3.13 install requests
