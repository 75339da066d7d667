cd ~
pip install requests
