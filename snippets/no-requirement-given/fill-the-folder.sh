pip download -d wheels requests
