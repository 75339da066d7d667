sudo dnf install --assumeyes swig
