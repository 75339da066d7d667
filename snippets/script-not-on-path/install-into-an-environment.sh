python -m venv .venv
.venv/bin/pip install requests
.venv/bin/normalizer --version
