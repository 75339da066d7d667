python -m pip install --upgrade --force-reinstall pip
