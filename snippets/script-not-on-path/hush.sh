pip install --user --no-warn-script-location requests
