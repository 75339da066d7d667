pip --python .venv/bin/python install requests
