pip install -c constraints.txt "requests[socks]"
