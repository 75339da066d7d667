python -c "import sys; print(sys.executable)"
python -m pip --version
pip --version
