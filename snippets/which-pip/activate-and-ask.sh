. .venv/bin/activate
python -c "import sys; print(sys.executable)"
pip --version
python -m pip --version
