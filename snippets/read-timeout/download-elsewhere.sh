pip download --dest wheels requests
