pip install --no-build-isolation --build-constraint build-constraints.txt requests
