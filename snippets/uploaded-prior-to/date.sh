pip install --uploaded-prior-to 2026-11-01 requests
