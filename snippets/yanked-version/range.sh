pip install "requests>=2.32,<2.32.2"
