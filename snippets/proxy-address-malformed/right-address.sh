export HTTPS_PROXY=http://proxy.example.com:3128
pip install requests
