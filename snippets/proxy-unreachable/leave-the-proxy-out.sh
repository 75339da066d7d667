env -u HTTPS_PROXY -u https_proxy -u ALL_PROXY -u all_proxy pip install requests
