pip install --use-deprecated=legacy-resolver requests requests-oauthlib
