pip install --only-binary :all: requests
