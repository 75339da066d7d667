pip install cmake setuptools
pip install --no-build-isolation requests
