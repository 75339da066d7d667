pip install --retries 0 requests
