export PATH="$HOME/.local/bin:$PATH"
pip install --user requests
normalizer --version
