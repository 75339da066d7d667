pip install --upgrade --force-reinstall --build ./build requests
