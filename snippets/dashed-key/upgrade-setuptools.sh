pip install --upgrade setuptools
pip install --no-build-isolation requests
