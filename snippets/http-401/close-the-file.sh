chmod 600 ~/.netrc
