pip install --ignore-installed --target ./package requests
