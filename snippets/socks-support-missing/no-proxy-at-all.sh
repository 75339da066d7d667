no_proxy='*' pip install requests
