pip install --platform manylinux2014_x86_64 --only-binary=:all: --target ./package requests
