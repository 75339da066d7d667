python3 -m virtualenv .venv
