pip install --no-binary requests -r pylock.toml
