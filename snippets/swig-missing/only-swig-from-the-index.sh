pip install swig
