pip download --only-binary :all: --dest wheels requests
