pip download --python-version 3.12 --only-binary=:all: -d wheels requests
