pip install swig setuptools
pip install --no-build-isolation requests
