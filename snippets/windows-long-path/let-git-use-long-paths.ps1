git config --global core.longpaths true
