pip show PyYAML
