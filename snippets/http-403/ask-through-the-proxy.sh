pip install -vv --retries 1 --proxy http://proxy.example.com:3128 requests
