pip install --upgrade "setuptools>=77"
pip install --no-build-isolation requests
