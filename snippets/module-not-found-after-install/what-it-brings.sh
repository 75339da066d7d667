pip install PyYAML
pip show --files PyYAML
