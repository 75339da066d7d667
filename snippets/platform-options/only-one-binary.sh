pip install --platform manylinux2014_x86_64 --only-binary=requests --target ./package requests
