python -c "import importlib.metadata as m; print(m.packages_distributions()['yaml'])"
