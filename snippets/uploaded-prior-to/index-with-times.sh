pip install --index-url https://pypi.org/simple/ --uploaded-prior-to 2026-11-01 requests
