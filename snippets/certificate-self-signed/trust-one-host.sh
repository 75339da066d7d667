pip install --trusted-host files.pythonhosted.org requests
