pip install --requirement requirements.txt
