pip install --no-deps --no-compile requests
