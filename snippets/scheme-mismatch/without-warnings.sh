python -W ignore::DeprecationWarning -m pip install requests
