pip install --log pip.log requests
