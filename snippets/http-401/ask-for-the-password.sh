ENCODED=$(python -c 'from getpass import getpass; from urllib.parse import quote; print(quote(getpass(), safe=""))')
export PIP_INDEX_URL="https://ada:$ENCODED@pypi.example.com/simple/"
pip install requests
