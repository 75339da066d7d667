export HTTPS_PROXY='http://ada:50%2520off%231@proxy.example.com:3128'
pip install requests
