export PIP_PROXY=http://proxy.example.com:3128
export HTTPS_PROXY=http://old-proxy.example.com:3128
pip install requests
