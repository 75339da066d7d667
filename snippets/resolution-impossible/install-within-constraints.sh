pip install --requirement requirements.txt --constraint constraints.txt
