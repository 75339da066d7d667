pip uninstall --yes requests
