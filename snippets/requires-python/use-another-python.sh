~/python3.10/bin/python -m pip install requests==2.34.2
