pip uninstall -y PyYAML
