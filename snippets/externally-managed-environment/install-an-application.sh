sudo apt-get install --yes pipx
pipx install httpie
