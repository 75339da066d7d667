mkdir -p ~/.config/pip
printf '[global]\n# Z\374rich\ntimeout = 60\n' >~/.config/pip/pip.conf
