python -m pip install --log pip.log requests
