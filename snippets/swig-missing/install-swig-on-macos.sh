brew install swig
