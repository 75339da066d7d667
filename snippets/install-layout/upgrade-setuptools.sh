python3 -m venv .venv
.venv/bin/pip install --upgrade setuptools
.venv/bin/python setup.py install
