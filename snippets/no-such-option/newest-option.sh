pip install --refresh-package :all: requests
