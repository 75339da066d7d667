pip install --no-index --find-links wheelhouse -r requirements.txt
