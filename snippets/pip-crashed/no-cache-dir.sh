pip install --no-cache-dir requests requests-oauthlib
