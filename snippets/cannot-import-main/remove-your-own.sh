python -m pip uninstall --yes pip
