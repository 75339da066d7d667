pip uninstall -y yaml
