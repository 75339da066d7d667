pip --python .venv install requests
