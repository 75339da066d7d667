pip install setuptools
pip download --dest files requests
