mv pylock.toml requirements.txt
pip install -r requirements.txt
