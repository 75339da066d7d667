pip uninstall requests
