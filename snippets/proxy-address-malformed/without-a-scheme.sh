export HTTPS_PROXY=proxy.example.com:3128
pip install requests
