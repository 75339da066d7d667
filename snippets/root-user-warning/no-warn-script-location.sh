pip install --no-warn-script-location requests
