~/python3.12/bin/python -m pip install requests==2.33.0
