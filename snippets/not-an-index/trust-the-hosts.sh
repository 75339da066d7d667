pip install -vv --trusted-host pypi.org --trusted-host files.pythonhosted.org requests
