pip lock --output pylock.requests.toml requests
pip install -r pylock.requests.toml
