pip install --no-build-isolation requests
