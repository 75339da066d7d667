pip install --group app:test
