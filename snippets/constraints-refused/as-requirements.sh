pip install -r constraints.txt
