env -u HTTPS_PROXY -u https_proxy pip install requests
