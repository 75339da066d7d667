python -c "import pathlib; f = pathlib.Path('requirements.txt'); f.write_bytes(f.read_bytes().decode('cp1252').encode('utf-8'))"
pip install -r requirements.txt
