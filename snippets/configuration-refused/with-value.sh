pip install --config-settings build-dir=build requests
