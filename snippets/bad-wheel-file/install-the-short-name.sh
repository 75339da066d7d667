pip install ./requests.whl
