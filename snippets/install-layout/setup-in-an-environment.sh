python3 -m venv .venv
.venv/bin/python setup.py install
