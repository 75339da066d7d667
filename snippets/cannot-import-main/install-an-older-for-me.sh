pip install --user pip==25.1.1
