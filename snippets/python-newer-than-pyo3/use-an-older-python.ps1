py -3.12 -m venv $HOME\python3.12
& $HOME\python3.12\Scripts\python -m pip install requests==2.33.0
