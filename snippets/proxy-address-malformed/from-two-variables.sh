export HTTPS_PROXY="http://$PROXY_HOST:$PROXY_PORT"
pip install requests
