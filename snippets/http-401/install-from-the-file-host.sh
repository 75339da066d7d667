pip install --no-input requests
