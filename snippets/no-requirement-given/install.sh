pip install
