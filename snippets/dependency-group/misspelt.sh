pip install --group tests
