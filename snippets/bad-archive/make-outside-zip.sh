python outside-zip.py
