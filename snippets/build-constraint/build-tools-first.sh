pip install --constraint build-constraints.txt setuptools
pip install --no-build-isolation requests
