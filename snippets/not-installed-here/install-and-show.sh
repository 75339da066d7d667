python -m pip install requests
pip show requests
