pip install --force-reinstall --no-cache-dir ./requests-2.34.2-py3-none-any.whl
