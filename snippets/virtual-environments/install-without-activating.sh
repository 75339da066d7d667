.venv/bin/pip install requests
