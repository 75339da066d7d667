pip install --uploaded-prior-to 3days requests
