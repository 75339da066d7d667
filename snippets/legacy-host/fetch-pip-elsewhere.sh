pip download --only-binary :all: --dest wheels "pip<22"
