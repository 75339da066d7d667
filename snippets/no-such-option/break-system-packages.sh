pip install --break-system-packages requests
