python -m pip show requests
