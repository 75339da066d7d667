pip install --python .venv requests
