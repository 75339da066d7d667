pip install numpy setuptools wheel
pip install --no-build-isolation requests
