pip install "requests>=2.31"
