mkdir -p shop/shop
touch shop/shop/__init__.py
echo 'from setuptools import setup; setup(name="shop", version="1.0", packages=["shop"])' >shop/setup.py
echo 'build-system = {requires = ["setuptools", "wheel"], build-backend = "setuptools.build_meta"}' >shop/pyproject.toml
