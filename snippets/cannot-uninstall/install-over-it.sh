pip install --ignore-installed requests
