pip install -vv --retries 10 requests
