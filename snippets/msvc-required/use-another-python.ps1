py -3.10 -m venv $HOME\python3.10
& $HOME\python3.10\Scripts\python -m pip install requests
