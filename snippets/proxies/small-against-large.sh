export https_proxy=http://old-proxy.example.com:3128
export HTTPS_PROXY=http://proxy.example.com:3128
pip install requests
