pip install --timeout 5 --retries 1 requests
