python -m ensurepip --upgrade
