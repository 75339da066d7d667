pip lock --output pylock.dev.toml requests
pip install -r pylock.toml -r pylock.dev.toml
