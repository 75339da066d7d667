sudo dnf install --assumeyes openssl-devel
pyenv install --force 3.13
