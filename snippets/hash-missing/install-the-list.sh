pip install -r requirements.lock
