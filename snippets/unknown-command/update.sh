pip update requests
