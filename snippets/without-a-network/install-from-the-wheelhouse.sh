pip install --no-index --find-links wheelhouse requests
