python -m ensurepip --upgrade --default-pip
