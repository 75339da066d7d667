pip install "cython<3" setuptools wheel
pip install --no-build-isolation pyyaml==5.4.1
