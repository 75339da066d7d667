pip --python .venv/pyvenv.cfg install requests
