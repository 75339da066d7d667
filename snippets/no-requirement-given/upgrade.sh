pip install --upgrade
