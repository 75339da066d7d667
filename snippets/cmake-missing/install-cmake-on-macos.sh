brew install cmake
