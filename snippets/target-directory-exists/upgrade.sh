pip install --upgrade --target ./package requests
