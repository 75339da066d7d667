mkdir shop
printf '[metadata]\nname = shop\nversion = 1.0\n' >shop/setup.cfg
echo 'build-system = {requires = ["setuptools", "wheel"], build-backend = "setuptools.build_meta"}' >shop/pyproject.toml
