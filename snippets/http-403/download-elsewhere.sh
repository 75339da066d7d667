pip download --only-binary :all: --dest brought-along requests
