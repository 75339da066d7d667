pip install --constraint constraints.txt requests
