$env:PYTHONUTF8 = "1"
pip install -r requirements.txt
