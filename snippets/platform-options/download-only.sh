pip download --platform win_amd64 -d wheels requests
