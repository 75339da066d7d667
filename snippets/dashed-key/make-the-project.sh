mkdir shop
touch shop/__init__.py
pip install setuptools==78.0.1
