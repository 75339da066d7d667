pip install wheel
pip install requests
