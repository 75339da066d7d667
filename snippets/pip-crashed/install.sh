pip install requests requests-oauthlib
