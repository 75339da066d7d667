mkdir -p src/requests
