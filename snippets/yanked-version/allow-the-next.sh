pip install "requests>=2.32"
