mkdir shop
touch shop/__init__.py
