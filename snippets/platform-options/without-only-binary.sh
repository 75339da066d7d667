pip install --platform manylinux2014_x86_64 --target ./package requests
