pip download -d downloads/wheels requests
