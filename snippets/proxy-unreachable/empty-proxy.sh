pip install --proxy "" requests
