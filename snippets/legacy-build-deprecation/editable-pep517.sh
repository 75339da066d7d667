pip install --editable . --use-pep517
