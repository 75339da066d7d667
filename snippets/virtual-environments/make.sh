python -m venv .venv
