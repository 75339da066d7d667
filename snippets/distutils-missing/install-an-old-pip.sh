pip install pip==21.3.1
