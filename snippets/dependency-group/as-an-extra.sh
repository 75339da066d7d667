pip install --group ".[test]"
