pip install "pyyaml>=6.0.1"
