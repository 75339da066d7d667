python -m pip install --index-url https://pypi.org/simple/ --upgrade "pip<22"
