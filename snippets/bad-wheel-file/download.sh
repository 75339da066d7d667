pip download --no-deps requests==2.34.2
