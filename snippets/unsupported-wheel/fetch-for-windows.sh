pip download --no-deps --only-binary :all: --dest wheels --platform win_amd64 --python-version 313 --implementation cp --abi cp313 requests
