python -m ensurepip --upgrade
python -m pip install requests
