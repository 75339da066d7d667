PYTHONUTF8=1 pip install requests
