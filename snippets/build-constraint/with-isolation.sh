pip install --build-constraint build-constraints.txt requests
