pip download -d wheelhouse --platform win_amd64 --python-version 312 --only-binary=:all: requests
