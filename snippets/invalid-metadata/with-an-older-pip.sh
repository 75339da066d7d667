~/old-pip/bin/python -m pip install "pip<24.1"
~/old-pip/bin/python -m pip install requests==2.31.0
