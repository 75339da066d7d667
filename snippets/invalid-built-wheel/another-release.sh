pip install "requests!=2.35.0"
