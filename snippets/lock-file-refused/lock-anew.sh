pip lock requests
pip install -r pylock.toml
