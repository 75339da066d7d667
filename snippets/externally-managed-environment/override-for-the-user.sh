pip install --break-system-packages --user requests
