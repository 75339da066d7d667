pip install --pre requests==2.32.0
