pip install --trusted-host private.example.com --index-url https://private.example.com/simple/ requests
