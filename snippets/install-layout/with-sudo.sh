sudo python3 setup.py install
