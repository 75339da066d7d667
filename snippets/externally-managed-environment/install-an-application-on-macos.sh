brew install pipx
pipx install httpie
