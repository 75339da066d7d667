pip install --prefer-binary cffi
