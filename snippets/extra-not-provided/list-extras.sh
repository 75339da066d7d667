python -c 'import importlib.metadata as m; print(m.metadata("requests").get_all("Provides-Extra"))'
