pip install --index-url https://pypi.example.com/simple/ --cert ~/pypi.example.com.pem requests
