pip install --retries 10 --index-url https://pypi.example.com/simple/ requests
