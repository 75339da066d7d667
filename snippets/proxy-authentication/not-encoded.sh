export HTTPS_PROXY='http://ada:50%20off#1@proxy.example.com:3128'
pip install requests
