python -m venv .venv
.venv/bin/pip install requests
