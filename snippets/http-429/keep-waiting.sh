pip install --retries 10 requests
