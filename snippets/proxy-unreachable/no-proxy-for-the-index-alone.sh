export NO_PROXY=pypi.org
pip install requests
