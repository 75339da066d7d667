pip --no-deps install requests
