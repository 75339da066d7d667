PIP_BUILD_CONSTRAINT=build-constraints.txt pip install requests
