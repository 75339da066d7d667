pip install "requests>2.34.1"
