python -m pip install --no-index --find-links wheels --upgrade pip
