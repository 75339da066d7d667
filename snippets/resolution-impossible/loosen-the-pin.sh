pip install "requests>=2.20" urllib3==2.6.3
