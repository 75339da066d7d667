pip install --pre "requests>=2.32,<2.32.2"
