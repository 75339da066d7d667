pip download -d wheelhouse requests
