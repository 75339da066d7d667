pip install --isolated requests
