pip install torch setuptools
pip install --no-build-isolation requests
