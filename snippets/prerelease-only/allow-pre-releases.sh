pip install --pre "requests>=2.34"
