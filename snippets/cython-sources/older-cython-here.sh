pip install "cython<3"
