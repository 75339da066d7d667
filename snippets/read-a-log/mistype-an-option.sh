pip install --time-out 60 requests
