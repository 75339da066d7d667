pip install --use-deprecated=legacy-resolver requests
