python outside.py
