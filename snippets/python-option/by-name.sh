pip --python python3 install requests
