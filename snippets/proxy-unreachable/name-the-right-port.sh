export HTTPS_PROXY=http://proxy.example.com:8080
pip install requests
