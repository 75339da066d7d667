pip install --config-settings build-dir requests
