pip install --find-links wheelhouse requests
