pip install cmake
