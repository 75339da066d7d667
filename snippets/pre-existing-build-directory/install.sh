pip install --build ./build requests
