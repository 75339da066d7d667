pip install -r pylock.toml "requests>=3"
