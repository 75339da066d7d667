export https_proxy=http://proxy.example.com:3128
pip install requests
