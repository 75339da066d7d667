pip install requests PySocks
