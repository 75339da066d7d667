python link.py
