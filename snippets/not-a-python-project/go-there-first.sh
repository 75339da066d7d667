cd shop && pip install .
