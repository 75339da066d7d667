pip install --resume-retries 20 requests
