rm -r ./build/requests
pip install --build ./build requests
