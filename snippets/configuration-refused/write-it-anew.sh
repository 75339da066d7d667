mv ~/.config/pip/pip.conf ~/pip.conf.old
pip config set global.timeout 60
