pip download --only-binary :all: --dest wheels --platform win_amd64 --python-version 313 --abi cp313 requests
