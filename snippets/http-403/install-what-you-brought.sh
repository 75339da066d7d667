pip install --no-index --find-links brought-along requests
