pip install setuptools-rust
