pip download --no-deps --only-binary :all: --python-version 3.10 requests
