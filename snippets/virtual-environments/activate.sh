. .venv/bin/activate
pip --version
pip install requests
