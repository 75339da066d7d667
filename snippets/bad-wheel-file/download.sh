pip download --no-deps requests
