pip install --group app/pyproject.toml:test
