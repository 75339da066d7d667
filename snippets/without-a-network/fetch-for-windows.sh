pip download -d wheelhouse --platform win_amd64 --python-version 313 --only-binary=:all: requests
