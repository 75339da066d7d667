pip install --target ./package requests
