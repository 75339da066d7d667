python -I -m pip install --ignore-installed --no-deps requests
