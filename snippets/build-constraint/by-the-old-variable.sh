PIP_CONSTRAINT=build-constraints.txt pip install requests
