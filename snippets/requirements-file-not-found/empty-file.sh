touch requirements.txt
pip install -r requirements.txt
