sudo apt-get install --yes libssl-dev
pyenv install --force 3.13
