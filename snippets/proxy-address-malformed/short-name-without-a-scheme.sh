export HTTPS_PROXY=localhost:3128
pip install requests
