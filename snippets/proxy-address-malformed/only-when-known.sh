export HTTPS_PROXY="${PROXY_HOST:+http://$PROXY_HOST:$PROXY_PORT}"
pip install requests
