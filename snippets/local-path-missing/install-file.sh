pip install requests-2.34.2-py3-none-any.whl
