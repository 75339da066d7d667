pip download --only-binary :all: --dest fetched requests
