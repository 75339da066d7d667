pip install --group test
