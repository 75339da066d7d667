chmod 600 ~/.config/pip/pip.conf
