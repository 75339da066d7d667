cd ..
pip install -r requirements.txt
