pip install --no-index --find-links file:///wheels requests
