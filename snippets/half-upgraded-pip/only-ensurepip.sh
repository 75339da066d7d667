python -m ensurepip --default-pip
