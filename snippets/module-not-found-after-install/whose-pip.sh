pip --version
python -m pip --version
