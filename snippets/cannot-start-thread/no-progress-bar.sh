pip install --progress-bar off requests
