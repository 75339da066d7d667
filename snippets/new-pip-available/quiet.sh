pip install -q requests
