pip install --use-feature=inprocess-build-deps requests
