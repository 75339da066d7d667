pip install --trusted-host https://pypi.org --trusted-host https://files.pythonhosted.org requests
