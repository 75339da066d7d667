python tool.py
