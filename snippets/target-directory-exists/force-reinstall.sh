pip install --force-reinstall --target ./package requests
