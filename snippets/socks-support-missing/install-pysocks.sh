pip install PySocks
