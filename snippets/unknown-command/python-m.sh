python -m pip instal requests
