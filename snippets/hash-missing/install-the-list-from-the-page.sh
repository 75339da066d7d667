pip install --no-index --find-links downloads.html -r requirements.lock
