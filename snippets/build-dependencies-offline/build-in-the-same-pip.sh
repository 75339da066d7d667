pip install --use-feature=inprocess-build-deps --timeout 60 requests
