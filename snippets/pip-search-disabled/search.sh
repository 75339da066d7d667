pip search requests
