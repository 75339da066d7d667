pip install --no-cache-dir --build ./build requests
