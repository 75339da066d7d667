pip install --no-deps -r pylock.toml
