pip install -r pylock.toml
