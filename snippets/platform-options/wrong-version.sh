pip download --python-version python3.12 --only-binary=:all: -d wheels requests
