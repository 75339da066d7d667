pip install --ignore-installed --no-deps requests==2.31.0
