pip uninstall --no-input requests
