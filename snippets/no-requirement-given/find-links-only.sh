pip install --find-links wheels
