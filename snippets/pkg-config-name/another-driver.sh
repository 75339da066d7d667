pip install PyMySQL
