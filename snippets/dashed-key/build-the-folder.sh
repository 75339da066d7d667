pip install --no-build-isolation .
