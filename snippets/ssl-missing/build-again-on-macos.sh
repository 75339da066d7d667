brew install openssl@3
pyenv install --force 3.13
