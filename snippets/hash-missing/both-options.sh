pip install --require-hashes --no-require-hashes -r requirements.lock
