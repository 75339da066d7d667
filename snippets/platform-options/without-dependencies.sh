pip install --platform manylinux2014_x86_64 --no-deps --target ./package requests
