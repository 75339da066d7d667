python -m pip install --upgrade pip
pip lock requests
