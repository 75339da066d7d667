pip install --only-final :all: -r pylock.toml
