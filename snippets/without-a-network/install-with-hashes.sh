pip install --no-index --find-links wheelhouse --require-hashes -r requirements.txt
