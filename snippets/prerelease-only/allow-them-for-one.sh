pip install --all-releases requests "requests>=2.34"
