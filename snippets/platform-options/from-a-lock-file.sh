pip download --platform win_amd64 --only-binary=:all: -d wheels -r pylock.toml
