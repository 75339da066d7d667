pip download --only-binary :all: --dest wheels --platform manylinux_2_17_x86_64 requests
