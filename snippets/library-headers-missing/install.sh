pip install cffi
