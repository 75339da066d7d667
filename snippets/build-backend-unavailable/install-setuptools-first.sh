pip install setuptools wheel
pip install --no-build-isolation requests
