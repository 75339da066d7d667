pip install "cmake<4"
