ENCODED=$(python3 -c 'from getpass import getpass; from urllib.parse import quote; print(quote(getpass(), safe=""))')
export HTTPS_PROXY="http://ada:$ENCODED@proxy.example.com:3128"
pip install requests
