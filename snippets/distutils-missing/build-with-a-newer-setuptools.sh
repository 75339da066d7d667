pip install setuptools wheel
pip install --no-build-isolation requests==2.30.0
