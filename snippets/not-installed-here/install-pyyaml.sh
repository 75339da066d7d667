pip install PyYAML
