pip install --cache-dir ~/pip-cache requests
