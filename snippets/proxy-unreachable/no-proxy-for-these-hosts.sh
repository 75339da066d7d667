export NO_PROXY=pypi.org,files.pythonhosted.org,pypi.python.org
pip install requests
