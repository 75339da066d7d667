ls dist
pip install dist/requests-2.34.2-py3-none-any.whl
