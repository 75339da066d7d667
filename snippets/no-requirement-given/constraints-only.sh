pip install -c requirements.txt
