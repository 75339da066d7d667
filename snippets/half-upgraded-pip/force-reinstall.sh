python -m pip install --force-reinstall pip
